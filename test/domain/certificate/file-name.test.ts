import { expect, test } from "vitest";
import { fileNameOf } from "../../../shared/domain/certificate/file-name.ts";

const named = (holderName: string, title = "Clouds") =>
  fileNameOf({ holderName, certification: { certificationId: "acp-clouds", title, level: "acp" } });

test.each([
  ["Ana Sá", "Clouds", "Ana Sá - Clouds - Cloud Practice Institute"],
  ["Ravi s/o Kumar", "CI/CD", "Ravi s-o Kumar - CI-CD - Cloud Practice Institute"],
  ["../../etc/passwd", "Clouds", "-..-etc-passwd - Clouds - Cloud Practice Institute"],
  ['a"; filename="evil.exe', "C:\\>", "a-; filename=-evil.exe - C- - Cloud Practice Institute"],
])("the file of %s, %s, has a name that every file system takes: %s", (holderName, title, name) => {
  expect(named(holderName, title)).toBe(name);
});

test("a file's name is cut between symbols, so that a long name in any script is stored", () => {
  for (const symbol of ["王", "𠮷", "e\u0301\u0323", "क्ष"]) {
    const fitting = Math.floor(200 / Buffer.byteLength(symbol));

    expect(named(symbol.repeat(100))).toBe(symbol.repeat(fitting));
  }
});
