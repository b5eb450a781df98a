/** The library that turns a drawing into a bitmap. */
export const rasterFile = "@resvg/resvg-wasm/index_bg.wasm";
