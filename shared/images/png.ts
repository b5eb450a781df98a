import { readFileSync } from "node:fs";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { pathOf } from "../print/fonts.ts";
import { rasterFile } from "./raster-file.ts";

let started: Promise<void> | undefined;

/** Makes a drawing a bitmap of that width in pixels. Same drawing, same bytes. */
export type Rasteriser = (svg: string, width: number) => Buffer;

/** Waits until the rasteriser has started, which it does once. */
export async function rasteriser(): Promise<Rasteriser> {
  started ??= initWasm(new WebAssembly.Module(readFileSync(pathOf(rasterFile)))).catch(unlessStarted);
  await started;
  return rasterised;
}

export async function pngOf(svg: string, width: number): Promise<Buffer> {
  return (await rasteriser())(svg, width);
}

function rasterised(svg: string, width: number): Buffer {
  const drawing = new Resvg(svg, { fitTo: { mode: "width", value: width }, font: { loadSystemFonts: false } });
  const image = drawing.render();
  const png = Buffer.from(image.asPng());
  image.free();
  drawing.free();
  return png;
}

/** It starts once in a process, also where two versions of this code are loaded side by side. */
function unlessStarted(error: unknown): void {
  if (!/^Error: Already initialized/.test(String(error))) throw error;
}
