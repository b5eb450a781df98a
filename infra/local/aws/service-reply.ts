/** An answer of an AWS endpoint. */
export type Reply = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
};

/** An error in the JSON 1.0 and 1.1 protocols. Its type is in the body. */
export function jsonRefusal(type: string, message: string): Reply {
  return { status: 400, body: { __type: type, message } };
}

/** An error in the REST JSON protocol. Its type is in a header. */
export function restRefusal(status: number, type: string, message: string): Reply {
  return { status, headers: { "x-amzn-errortype": type }, body: { message } };
}
