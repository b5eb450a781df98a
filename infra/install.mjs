// Runs before `npm start`, `npm test` and `npm run demo`, on whatever Node the machine has (20 or newer), when nothing may
// be installed yet: plain JavaScript, built-in modules alone. It installs the locked dependencies if they are missing or
// belong to another lock file, and then makes sure that there is a Node that can run the project.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const neededMajor = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stamp = join(modules, ".certrail-lock");
const lockFile = join(root, "package-lock.json");
const guard = join(tmpdir(), `certrail-install-${hash(root)}`);

if (reasonToInstall() !== undefined) alone(install);
checkNode();

/** Why the dependencies must be installed, or undefined if they are those of the lock file. */
function reasonToInstall() {
  if (!existsSync(modules)) return "node_modules is missing";
  const locked = hash(readFileSync(lockFile, "utf8"));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === locked) return undefined;
  if (!isInstalledAsLocked()) return "node_modules belongs to another package-lock.json";
  writeFileSync(stamp, locked);
  return undefined;
}

/** Compares with what npm noted of its last installation; packages for other platforms are rightly absent. */
function isInstalledAsLocked() {
  const note = join(modules, ".package-lock.json");
  if (!existsSync(note)) return false;
  const locked = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  const same = (a, b) => a !== undefined && b !== undefined && a.version === b.version && a.integrity === b.integrity;
  return (
    Object.entries(installed).every(([path, entry]) => same(locked[path], entry)) &&
    Object.entries(locked).every(([path, entry]) => path === "" || entry.optional || same(installed[path], entry))
  );
}

function install() {
  const reason = reasonToInstall();
  if (reason === undefined) return;
  console.log(`Installing the locked dependencies (npm ci), because ${reason}`);
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const options = { cwd: root, stdio: "inherit" };
  const result = npm
    ? spawnSync(node ?? process.execPath, [npm, "ci", "--loglevel=error"], options)
    : spawnSync("npm ci --loglevel=error", { ...options, shell: true });
  if (result.status !== 0) stop("The dependencies could not be installed; npm's message above tells why.");
  writeFileSync(stamp, hash(readFileSync(lockFile, "utf8")));
}

/** Does the work when no other process of this folder does it; that one's work may make it needless. */
function alone(work) {
  for (let waited = 0; !enter(); waited += 1) {
    if (waited === 0) console.log("Waiting for another process that installs the dependencies");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  process.on("exit", leave);
  work();
  leave();
  process.off("exit", leave);
}

function enter() {
  try {
    mkdirSync(guard);
    writeFileSync(join(guard, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isAbandoned()) leave();
    return false;
  }
}

function leave() {
  rmSync(guard, { recursive: true, force: true });
}

function isAbandoned() {
  try {
    const pid = join(guard, "pid");
    if (!existsSync(pid)) return Date.now() - statSync(guard).mtimeMs > 5000;
    process.kill(Number(readFileSync(pid, "utf8")), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function checkNode() {
  if (existsSync(join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node"))) return;
  if (Number(process.versions.node.split(".")[0]) >= neededMajor) return;
  stop(
    `certrail runs on Node ${neededMajor} or newer. This is Node ${process.versions.node}, and the package that carries ` +
      `Node ${neededMajor} was not installed (none for ${process.platform}-${process.arch}, or optional dependencies are ` +
      `left out). Install Node ${neededMajor} and try again.`,
  );
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}
