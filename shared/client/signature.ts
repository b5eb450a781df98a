/** Signs as in Standard Webhooks. */
export type Signer = (content: string, messageId: string) => Promise<SignatureHeaders>;

export type SignatureHeaders = Readonly<Record<string, string>>;

/** With several secrets (`whsec_…`) during a rotation. `now` is in milliseconds. */
export function webhookSigner(
  secrets: string | readonly string[],
  now: () => number | Promise<number> = Date.now,
): (content: string | Uint8Array, messageId: string) => Promise<SignatureHeaders> {
  const keys = [secrets].flat().map(keyOf);
  return async (content, messageId) => {
    const timestamp = String(Math.floor((await now()) / 1_000));
    const encoder = new TextEncoder();
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    const signed = Uint8Array.from([...encoder.encode(`${messageId}.${timestamp}.`), ...bytes]);
    const macs = await Promise.all(
      keys.map(async (key) => base64(await crypto.subtle.sign("HMAC", await key, signed))),
    );
    return {
      "webhook-id": messageId,
      "webhook-timestamp": timestamp,
      "webhook-signature": macs.map((mac) => `v1,${mac}`).join(" "),
    };
  };
}

function keyOf(secret: string) {
  const bytes = Uint8Array.from(atob(secret.trim().replace(/^(?:v1,)?whsec_/, "")), (symbol) => symbol.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
