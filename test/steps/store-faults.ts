import { type CancellationReason, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  DeleteCommand,
  type DeleteCommandInput,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { client } from "../../shared/store/core/client.ts";

/** The fate of a request: an error before or after the engine handles it. */
export type Fault = { readonly before: Error } | { readonly after: Error };

type Met = Fault | undefined;

/**
 * Stands between the steps and the engine: the next reads and writes meet these faults, one after the other; all that
 * follow reach the engine as ever. Counts what was sent.
 */
export function faulty({ reads = [], writes = [] }: { reads?: readonly Met[]; writes?: readonly Met[] }) {
  const send = client.send.bind(client);
  const mock = mockClient(client);
  const left = { reads: [...reads], writes: [...writes] };
  const sent = { reads: 0, writes: 0 };
  const through = async <T>(kind: "reads" | "writes", pass: () => Promise<T>): Promise<T> => {
    sent[kind] += 1;
    const fault = left[kind].shift();
    if (fault !== undefined && "before" in fault) throw fault.before;
    const answer = await pass();
    if (fault !== undefined) throw fault.after;
    return answer;
  };
  mock.on(GetCommand).callsFake((input: GetCommandInput) => through("reads", () => send(new GetCommand(input))));
  mock
    .on(BatchGetCommand)
    .callsFake((input: BatchGetCommandInput) => through("reads", () => send(new BatchGetCommand(input))));
  mock.on(QueryCommand).callsFake((input: QueryCommandInput) => through("reads", () => send(new QueryCommand(input))));
  mock.on(DeleteCommand).callsFake((input: DeleteCommandInput) => send(new DeleteCommand(input)));
  // The lease of the schedule is no write of what it does.
  const isLease = ({ Item }: PutCommandInput) => Item?.kind === "lease";
  mock.on(PutCommand).callsFake((input: PutCommandInput) => {
    const pass = () => send(new PutCommand(input));
    return isLease(input) ? pass() : through("writes", pass);
  });
  mock
    .on(TransactWriteCommand)
    .callsFake((input: TransactWriteCommandInput) => through("writes", () => send(new TransactWriteCommand(input))));
  return { sent, mock, send, [Symbol.dispose]: () => mock.restore() };
}

const about = { message: "Requested resource secret-table is in trouble", $metadata: {} };

/** An error of the SDK by its name. */
export function named(name: string, code?: string): Error {
  return Object.assign(new Error(about.message), { name, $metadata: {} }, code === undefined ? {} : { code });
}

/** A cancelled transaction, with these reasons. */
export function cancelled(...codes: readonly string[]): TransactionCanceledException {
  const reasons: CancellationReason[] = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ ...about, CancellationReasons: reasons });
}
