// What the engine takes from the platform it runs in: things that browsers, their workers and
// Node.js all have. The other rooms see these as their own library declares them.

declare class TextDecoder {
  constructor(label: "utf-8", options: { fatal: boolean });
  decode(data: Uint8Array): string;
}

interface ByteReader {
  read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: undefined }>;
  cancel(): Promise<void>;
}

interface ByteWriter {
  write(data: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

declare class DecompressionStream {
  constructor(format: "gzip");
  readonly readable: { getReader(): ByteReader };
  readonly writable: { getWriter(): ByteWriter };
}

declare const crypto: {
  readonly subtle?: { digest(algorithm: "SHA-256", data: Uint8Array): Promise<ArrayBuffer> };
};
