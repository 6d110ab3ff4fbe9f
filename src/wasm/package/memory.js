// The memory of the WebAssembly module as the C interface uses it: texts and structures for one call, results taken out.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Memory {
  #exports;
  #failure;
  #failed = false;
  #view;
  #borrowed = [];
  /** Where a call puts its diagnostics. */
  out;

  constructor(exports, failure) {
    this.#exports = exports;
    this.#failure = failure;
    exports._initialize();
    this.out = this.#allocate(4);
    this.registry = new FinalizationRegistry(({ pointer, type }) => {
      if (!this.#failed) this.call(`tamis_${type}_free`, pointer);
    });
  }

  /** Calls a function of the C interface. A trap is the end of the module: memory that has run out, or a fault in it. */
  call(name, ...given) {
    if (this.#failed) throw this.#failure("the module has failed before: load it anew");
    try {
      return this.#exports[name](...given);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.#failed = true;
      throw this.#failure(`the module has run out of memory, or failed (${error.message}): load it anew`);
    }
  }

  statusName(status) {
    return this.string(this.call("tamis_status_name", status));
  }
  must(name, ...given) {
    const status = this.call(name, ...given);
    if (status !== 0) throw this.#failure(`${name}: ${this.statusName(status)}`);
  }
  /** Calls a function whose last argument is where its text goes, and takes the text. */
  made(name, ...given) {
    const place = this.room(4);
    this.must(name, ...given, place);
    return this.take(this.u32(place));
  }

  /** Runs a body; what it borrows of the memory goes back. */
  with(body) {
    const before = this.#borrowed.length;
    try {
      return body(this);
    } finally {
      if (!this.#failed) for (const pointer of this.#borrowed.splice(before)) this.#exports.free(pointer);
    }
  }
  #allocate(size) {
    const pointer = this.call("malloc", size);
    if (pointer === 0) throw this.#failure("the module has run out of memory");
    return pointer;
  }
  /** So many bytes, all zero, until the body ends. */
  room(size) {
    const pointer = this.#allocate(Math.max(size, 1));
    this.#borrowed.push(pointer);
    this.#bytes.fill(0, pointer, pointer + size);
    return pointer;
  }
  /** A text as the two arguments of the C interface, until the body ends. */
  text(text) {
    const bytes = typeof text === "string" ? encoder.encode(text) : new Uint8Array(text.buffer, text.byteOffset, text.byteLength);
    const pointer = this.#allocate(Math.max(bytes.length, 1));
    this.#borrowed.push(pointer);
    this.#bytes.set(bytes, pointer);
    return [pointer, bytes.length];
  }
  /** A structure that begins with its size, until the body ends. */
  structure(size, fill) {
    const pointer = this.room(size);
    this.put(pointer, size);
    fill({
      u32: (offset, value) => this.put(pointer + offset, value),
      u64: (offset, value) => this.#data.setBigUint64(pointer + offset, BigInt(value), true),
      text: (offset, text) => text.length > 0 && this.put(pointer + offset, ...this.text(text)),
    });
    return pointer;
  }
  put(pointer, ...words) {
    words.forEach((word, i) => this.#data.setUint32(pointer + 4 * i, word, true));
  }

  u32(pointer) {
    return this.#data.getUint32(pointer, true);
  }
  u64(pointer) {
    return Number(this.#data.getBigUint64(pointer, true));
  }
  /** A text that ends with a NUL. */
  string(pointer) {
    return decoder.decode(this.#bytes.subarray(pointer, this.#bytes.indexOf(0, pointer)));
  }
  /** Takes a tamis_text. */
  take(text) {
    const data = this.call("tamis_text_data", text), size = this.call("tamis_text_size", text);
    const result = decoder.decode(this.#bytes.subarray(data, data + size));
    this.call("tamis_text_free", text);
    return result;
  }

  /** How many bytes the module has. */
  get size() {
    return this.#exports.memory.buffer.byteLength;
  }

  // The memory moves when it grows.
  get #data() {
    if (this.#view?.buffer !== this.#exports.memory.buffer) this.#view = new DataView(this.#exports.memory.buffer);
    return this.#view;
  }
  get #bytes() {
    return new Uint8Array(this.#exports.memory.buffer);
  }
}
