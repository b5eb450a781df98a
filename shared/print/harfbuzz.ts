import { readFileSync } from "node:fs";

/** A glyph as the font numbers it, where it goes, in units of the font, and the place in the text that it comes from. */
export type Placed = {
  readonly id: number;
  readonly from: number;
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
};

type Pointer = number;

/** The used part of HarfBuzz's C interface. Its JavaScript waits when it is loaded, which a single bundle cannot. */
type Library = {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  malloc(bytes: number): Pointer;
  free(at: Pointer): void;
  hb_blob_create(data: Pointer, bytes: number, mode: number, user: Pointer, destroy: Pointer): Pointer;
  hb_face_create(blob: Pointer, index: number): Pointer;
  hb_font_create(face: Pointer): Pointer;
  hb_buffer_create(): Pointer;
  hb_buffer_destroy(buffer: Pointer): void;
  hb_buffer_set_cluster_level(buffer: Pointer, level: number): void;
  hb_buffer_add_utf16(buffer: Pointer, text: Pointer, units: number, offset: number, count: number): void;
  hb_buffer_guess_segment_properties(buffer: Pointer): void;
  hb_shape(font: Pointer, buffer: Pointer, features: Pointer, count: number): void;
  hb_buffer_get_length(buffer: Pointer): number;
  hb_buffer_get_glyph_infos(buffer: Pointer, length: Pointer): Pointer;
  hb_buffer_get_glyph_positions(buffer: Pointer, length: Pointer): Pointer;
};

const readOnly = 1;
/** Each glyph keeps the place of its own characters, also where they were put in another order. */
const clustersOfCharacters = 2;
/** A glyph's info and its position are five numbers of four bytes each. */
const numbers = 5;
const pageBytes = 65_536;

/**
 * HarfBuzz, which sets the text of most browsers, from the file of its WebAssembly. Of a font's bytes it makes what sets a
 * text in one script: its glyphs from left to right.
 */
export function harfbuzz(wasmPath: string): (font: Uint8Array) => (text: string) => Placed[] {
  const library = started(new WebAssembly.Module(readFileSync(wasmPath)));
  return (font) => {
    const at = library.malloc(font.length);
    new Uint8Array(library.memory.buffer).set(font, at);
    const blob = library.hb_blob_create(at, font.length, readOnly, 0, 0);
    const opened = library.hb_font_create(library.hb_face_create(blob, 0));
    return (text) => shaped(library, opened, text);
  };
}

function started(module: WebAssembly.Module): Library {
  const failed = () => {
    throw new Error("HarfBuzz failed");
  };
  const grown = (bytes: number): number => {
    const { memory } = library;
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / pageBytes));
    return 1;
  };
  const env = { _abort_js: failed, _setitimer_js: failed, _emscripten_runtime_keepalive_clear: failed };
  const { exports: library } = new WebAssembly.Instance<Library>(module, {
    wasi_snapshot_preview1: { proc_exit: failed },
    env: { ...env, emscripten_resize_heap: grown },
  });
  library.__wasm_call_ctors();
  return library;
}

function shaped(library: Library, font: Pointer, text: string): Placed[] {
  const units = Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const at = library.malloc(units.byteLength);
  new Uint16Array(library.memory.buffer, at, units.length).set(units);
  const buffer = library.hb_buffer_create();
  library.hb_buffer_set_cluster_level(buffer, clustersOfCharacters);
  library.hb_buffer_add_utf16(buffer, at, units.length, 0, units.length);
  library.hb_buffer_guess_segment_properties(buffer);
  library.hb_shape(font, buffer, 0, 0);
  const placed = read(library, buffer);
  library.hb_buffer_destroy(buffer);
  library.free(at);
  return placed;
}

function read(library: Library, buffer: Pointer): Placed[] {
  const count = library.hb_buffer_get_length(buffer);
  const infos = library.hb_buffer_get_glyph_infos(buffer, 0);
  const positions = library.hb_buffer_get_glyph_positions(buffer, 0);
  const memory = new Int32Array(library.memory.buffer);
  return Array.from({ length: count }, (_, index) => {
    const info = infos / 4 + index * numbers;
    const [id = 0, , from = 0] = memory.subarray(info, info + numbers);
    const position = positions / 4 + index * numbers;
    const [xAdvance = 0, yAdvance = 0, xOffset = 0, yOffset = 0] = memory.subarray(position, position + numbers);
    return { id, from, xAdvance, yAdvance, xOffset, yOffset };
  });
}
