import * as z from "zod";
import { operation } from "../../../shared/contract/operation.ts";

/** A page for anyone, found by its number. */
export const showThing = operation({
  id: "showThing",
  method: "GET",
  path: "/things/{number}",
  auth: "public",
  tag: "Staff",
  summary: "A page",
  params: z.strictObject({ number: z.string() }),
  answers: { 200: { description: "The page" } },
  guessed: "number",
});
