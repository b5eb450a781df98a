// Runs before our commands, on whatever Node the machine has (20 or newer), when nothing may be installed yet: plain
// JavaScript, built-in modules alone. It installs the locked dependencies if they are missing or belong to another lock
// file, and then makes sure that there is a Node that can run the project. What only tests and deployments need is left
// out until one of them is asked for.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const neededMajor = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stamp = join(modules, ".certrail-lock");
const lock = readFileSync(join(root, "package-lock.json"), "utf8");
const guard = join(tmpdir(), `certrail-install-${hash(root)}`);

/** Measured on Linux: a Node, fonts for every script, the AWS CDK; and test tools. */
const megabytes = { run: 780, all: 1120 };
const event = process.env.npm_lifecycle_event ?? "";
const wanted = ["prestart", "predemo", "prerecount", "prebuild"].includes(event) ? "run" : "all";

if (reasonToInstall() !== undefined) await alone(install);
checkNode();

/** Why the dependencies must be installed, or undefined if they are those of the lock file. */
function reasonToInstall() {
  if (!existsSync(modules)) return "node_modules is missing";
  const stamped = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (stamped === `${hash(lock)} all` || stamped === `${hash(lock)} ${wanted}`) return undefined;
  if (!isInstalledAsLocked()) {
    const isPart = stamped === `${hash(lock)} run`;
    return isPart ? "tests and deployments need more" : "node_modules belongs to another package-lock.json";
  }
  writeFileSync(stamp, `${hash(lock)} ${wanted}`);
  return undefined;
}

/** Compares with what npm noted of its last installation; packages for other platforms are rightly absent. */
function isInstalledAsLocked() {
  const note = join(modules, ".package-lock.json");
  if (!existsSync(note)) return false;
  const locked = JSON.parse(lock).packages;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  const same = (a, b) => a !== undefined && b !== undefined && a.version === b.version && a.integrity === b.integrity;
  return (
    Object.entries(installed).every(([path, entry]) => same(locked[path], entry)) &&
    Object.entries(locked).every(
      ([path, entry]) => path === "" || entry.optional || !isWanted(entry) || same(installed[path], entry),
    )
  );
}

function isWanted({ dev, devOptional }) {
  return wanted === "all" || !(dev || devOptional);
}

async function install() {
  const reason = reasonToInstall();
  if (reason === undefined) return;
  console.log(`${plan()}, because ${reason}`);
  const args = ["ci", "--loglevel=error", ...(wanted === "run" ? ["--omit=dev"] : [])];
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const options = { cwd: root, stdio: "inherit" };
  const child = npm
    ? spawn(node ?? process.execPath, [npm, ...args], options)
    : spawn(`npm ${args.join(" ")}`, { ...options, shell: true });
  const stopped = stopWith(child);
  const code = await new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  stopped();
  if (code !== 0) stop("The dependencies could not be installed; npm's message above tells why.");
  writeFileSync(stamp, `${hash(lock)} ${wanted}`);
}

/** Says what is installed, and how much. */
function plan() {
  const entries = Object.entries(JSON.parse(lock).packages).filter(([path, entry]) => path !== "" && isWanted(entry));
  const fits = (named, own) => named === undefined || named.includes(own);
  const fitting = entries.filter(([, { os, cpu }]) => fits(os, process.platform) && fits(cpu, process.arch));
  const what = wanted === "run" ? "what a local run needs" : "what tests and deployments need, too";
  return `Installing ${what}: ${fitting.length} locked packages, about ${megabytes[wanted]} MB on the disk (npm ci)`;
}

/**
 * A signal, or the end of the npm process above, ends the installation, which the next command then does again. Answers
 * what is called when the installation has ended: it ends this process, too, if that was asked for.
 */
function stopWith(child) {
  let code;
  const end = (signal) => {
    code = signal === "SIGINT" ? 130 : 143;
    // Npm may finish what it is at first.
    child.kill(signal);
    setTimeout(() => child.kill("SIGKILL"), 2_000).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(signal));
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && code === undefined && end("SIGTERM"), 250);
  return () => {
    clearInterval(watch);
    process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
    if (code !== undefined) process.exit(code);
  };
}

/** Does the work when no other process of this folder does it; that one's work may make it needless. */
async function alone(work) {
  for (let waited = 0; !enter(); waited += 1) {
    if (waited === 0) console.log("Waiting for another process that installs the dependencies");
    await sleep(500);
  }
  process.on("exit", leave);
  await work();
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
