/** What an AWS endpoint answers. */
export type Reply = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
};

/** A refusal in the JSON 1.0 and 1.1 protocols: its type stands in the body. */
export function jsonRefusal(type: string, message: string): Reply {
  return { status: 400, body: { __type: type, message } };
}

/** A refusal in the REST JSON protocol: its type stands in a header. */
export function restRefusal(status: number, type: string, message: string): Reply {
  return { status, headers: { "x-amzn-errortype": type }, body: { message } };
}
