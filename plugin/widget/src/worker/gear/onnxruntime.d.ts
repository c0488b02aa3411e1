/** What is used of onnxruntime-web; its own declarations need the DOM and the types of WebGPU. */
export const env: { readonly wasm: { numThreads: number; wasmBinary: Uint8Array } };

export class Tensor {
  constructor(type: "int64", data: BigInt64Array, dims: readonly number[]);
  readonly data: Float32Array;
}

export class InferenceSession {
  static create(model: Uint8Array, options: { readonly executionProviders: readonly ["wasm"] }): Promise<InferenceSession>;
  run(feeds: { readonly ids: Tensor }): Promise<{ readonly vector: Tensor }>;
}
