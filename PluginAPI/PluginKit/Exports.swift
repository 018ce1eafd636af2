// A connector writes one import; this is everything that comes with it.
@_exported public import CPatchbay
@_exported public import PatchbayJSON
