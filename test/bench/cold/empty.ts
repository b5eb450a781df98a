/** The time that Node takes by itself. */
export async function handler() {
  return { statusCode: 200, body: "{}" };
}
