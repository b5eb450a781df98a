import { createServer } from "node:http";
import { afterAll } from "vitest";
import type { Page } from "../../shared/pages/page.ts";

/** Serves pages to the browser, at an origin of their own; ends with the tests of the file. Answers that origin. */
export async function served(answer: (path: string) => Page | undefined): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const shown = answer(url);
    response.writeHead(shown === undefined ? 204 : 200, shown?.headers).end(shown?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}
