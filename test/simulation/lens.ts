import { isProblem } from "../../shared/client/problem-error.ts";

/** The found thing, or undefined. */
export async function found<T>(
  call: Promise<
    | { readonly ok: true; readonly body: T }
    | { readonly ok: false; readonly status: number; readonly problem: { readonly code: string } }
  >,
): Promise<T | undefined> {
  const came = await call;
  if (came.ok) return came.body;
  if (came.status === 404) return undefined;
  throw new Error(`a look-up is refused: ${came.status} ${came.problem.code}`);
}

/** The whole list, or undefined. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  try {
    for await (const each of items) found.push(each);
  } catch (error) {
    if (isProblem(error) && error.status === 404) return [];
    throw error;
  }
  return found;
}

/** The largest page. */
export const inFull = { limit: 100 };
