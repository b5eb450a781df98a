import { join } from "node:path";
import { API, NodeBuilderFlags, SymbolFlags } from "typescript/unstable/sync";
import { operations } from "../../shared/contract/operations/operations.ts";

const written = NodeBuilderFlags.NoTruncation | NodeBuilderFlags.MultilineObjectLiterals | NodeBuilderFlags.InTypeAlias;

/**
 * `shared/client/calls.ts` with the inferred types written out, because users of the package do not have the contract.
 * `project` is the tsconfig.json of a program that includes the file.
 */
export function callsWrittenOut(root: string, project: string): string {
  const api = new API({ cwd: root });
  try {
    const { checker, program } = projectOf(api, project);
    const source = program.getSourceFile(join(root, "shared", "client", "calls.ts"));
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${project} does not have the client's calls`);
    const types = new Map(
      checker.getExportsOfModule(module).map((symbol) => {
        const isAlias = (symbol.flags & SymbolFlags.Alias) !== 0;
        const declared = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
        return [symbol.name, checker.getDeclaredTypeOfSymbol(declared)] as const;
      }),
    );
    const typeOf = (name: string) => {
      const type = types.get(name);
      if (type === undefined) throw new Error(`There is no type ${name}`);
      return type;
    };
    const print = (name: string) => checker.typeToString(typeOf(name), undefined, written);
    const calls = checker.getPropertiesOfType(typeOf("Calls")).map((symbol) => {
      const type = checker.getTypeOfSymbol(symbol);
      if (type === undefined) throw new Error(`${symbol.name} has no type`);
      return `  /** ${summaryOf(symbol.name)} */\n  readonly ${symbol.name}: ${checker.typeToString(type, undefined, written)};`;
    });
    const codes = ["CommonProblemCode", "ProblemCode"].map((name) => `export type ${name} = ${print(name)};`);
    return `${codes.join("\n\n")}\n\n/** What every operation takes, answers and refuses, by its id. */\nexport type Calls = {\n${calls.join("\n")}\n};\n`;
  } finally {
    api.close();
  }
}

function projectOf(api: API, path: string) {
  const project = api.updateSnapshot({ openProjects: [path] }).getProject(path);
  if (project === undefined) throw new Error(`${path} is no project`);
  return project;
}

function summaryOf(id: string): string {
  const operation = operations.find((each) => each.id === id);
  return [operation?.summary, operation?.description].filter((text) => text !== undefined).join(". ");
}
