import type { Params } from "../../sandbox/routes.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Answer, Problem } from "./problem.ts";

export type Reply = Answer | Problem;

/** An operation of the local run, below `/__local`. */
export type Operation = (request: HttpRequest, params: Params) => Promise<Reply> | Reply;
