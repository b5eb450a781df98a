import { seed } from "../../commands/seed.ts";
import { Api } from "../../sandbox/api.ts";
import { Candidates } from "../../sandbox/candidates/candidates.ts";
import { Partners } from "../../sandbox/partners/partners.ts";
import { Programme } from "../../sandbox/test-centers/programme.ts";
import { TestCenters } from "../../sandbox/test-centers/test-centers.ts";
import { prepareAssembly } from "../assembly/assembly.ts";
import { type Deployment, readDeployment } from "../assembly/template.ts";
import { DynamoApi } from "../aws/dynamodb/dynamodb.ts";
import { Engine } from "../aws/dynamodb/engine.ts";
import { StreamMapping } from "../aws/dynamodb/stream.ts";
import { StreamReader } from "../aws/dynamodb/stream-reader.ts";
import { Streams } from "../aws/dynamodb/streams.ts";
import { ensureTable, indexStream } from "../aws/dynamodb/table.ts";
import { EventBus } from "../aws/events/event-bus.ts";
import { Authorizer } from "../aws/gateway/authorizer.ts";
import { Gateway } from "../aws/gateway/gateway.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import { Issuer } from "../aws/gateway/issuer.ts";
import { Functions } from "../aws/lambda/functions.ts";
import { OperatorServices } from "../aws/operator-services.ts";
import { Scheduler } from "../aws/scheduler/schedule.ts";
import { SecretStore } from "../aws/secrets-manager/secrets.ts";
import { Services } from "../aws/services.ts";
import { MailStore } from "../aws/ses/mail-store.ts";
import { MailSimulator } from "../aws/ses/simulator.ts";
import { DeadLetters } from "../aws/sqs/dead-letters.ts";
import { fastPlace, temporaryFolder } from "./at-exit.ts";
import { Clock } from "./clock.ts";
import { DataDirectory } from "./data-directory.ts";
import { messageOf, StartFailure } from "./failure.ts";
import { HttpServer } from "./http-server.ts";
import { FunctionLog, say } from "./log.ts";
import type { Options } from "./options.ts";
import { keepProgramme } from "./same-programme.ts";
import { Stats } from "./stats.ts";
import { Surface } from "./surface.ts";

/** A mail list waits this long for e-mails of requests that were answered before. */
const mailMilliseconds = 2000;

/** Starts all parts of the local run, and stops them in reverse order. */
export class Host {
  readonly #endings: (() => void | Promise<void>)[] = [];
  #stopped: Promise<void> | undefined;

  /** Starts all parts and returns the URL. If one fails, the caller must call `stop`. */
  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: the parts in the order of starting.
  async start(options: Options): Promise<string> {
    const directory = this.#directory(options);
    const deployment = await deploymentOf();
    const endpoint = options.endpoint ?? (await this.#engine(directory)).endpoint;
    const dynamo = this.#ends(new DynamoApi(endpoint), (started) => started.close());
    const table = await ensureTable(dynamo, deployment.table).catch((thrown: unknown) => {
      throw new StartFailure(`The table at ${endpoint} cannot be used: ${messageOf(thrown)}`);
    });
    if (options.endpoint === undefined) indexStream(directory.file("table.db"));

    const clock = new Clock(directory);
    const stats = new Stats();
    const secrets = new SecretStore(directory, deployment.secrets, deployment.functions);
    const mails = this.#ends(new MailStore(directory, clock), (opened) => opened.close());
    const deadLetters = new DeadLetters(directory);
    const bus = new EventBus(deployment.rules, clock, (arn, event) => functions.invoke(arn, event), deadLetters);
    const simulator = new MailSimulator(deployment.mailSets, clock, bus);
    const services = this.#ends(
      await Services.start({ secrets, mails, simulator, functions: deployment.functions }),
      (started) => started.stop(),
    );
    const log = this.#ends(new FunctionLog(directory, options.verbose, (line) => stats.observe(line)), (started) =>
      started.close(),
    );
    const endpoints = { dynamodb: endpoint, services: services.endpoint };
    const functions = this.#ends(new Functions(deployment.functions, endpoints, log, stats), (started) =>
      started.stop(),
    );
    const issuer = await Issuer.open(directory, deployment, clock);
    const gateway = new Gateway(deployment, new Authorizer(issuer, clock), functions);
    const mappings = (table.streamArn === undefined ? [] : deployment.mappings).map(
      (each) =>
        new StreamMapping(each, new StreamReader(dynamo, table.streamArn ?? ""), functions, directory, deadLetters),
    );
    const operator = this.#ends(
      await OperatorServices.start({ deadLetters, functions, mappings: deployment.mappings }),
      (started) => started.stop(),
    );
    directory.write("operator.json", { endpoint: operator.endpoint });
    const streams = this.#ends(new Streams(mappings), (started) => started.stop());
    const scheduler = this.#ends(new Scheduler(deployment.schedules, functions, clock, streams), (started) =>
      started.stop(),
    );

    const call = async (request: HttpRequest) => {
      stats.requests += 1;
      return await gateway.handle(request);
    };
    const mail = async (to?: string) =>
      await streams
        .drained(mailMilliseconds)
        .then(() => bus.settled())
        .then(() => mails.list(to));
    const moveClock = (instant: number) => scheduler.advanceTo(instant);
    let url = "";
    const parts = { clock, issuer, secrets, call, baseUrl: () => url };
    const testCenters = this.#ends(new TestCenters({ ...parts, directory, moveClock, mails: mail }), async (opened) =>
      opened.stop(),
    );
    const candidates = new Candidates(parts);
    const partners = new Partners(parts);
    const surface = new Surface({ clock, issuer, scheduler, secrets, stats, mail, testCenters, candidates, partners });
    const handle = async (request: HttpRequest) =>
      Surface.owns(request.path) ? await surface.handle(request) : await call(request);
    // Takes the port before it loads the catalogue, so that a port in use changes nothing.
    let open = (): void => undefined;
    const isOpen = new Promise<void>((resolve) => {
      open = resolve;
    });
    const whenOpen = async (request: HttpRequest) => await isOpen.then(() => handle(request));
    const server = this.#ends(await HttpServer.listen(options.port, clock, whenOpen, Surface.refused), (started) =>
      started.stop(),
    );
    url = `http://localhost:${server.port}`;
    const api = new Api(parts);
    if (!options.memory) keepProgramme(directory, options.dataDirectory, await new Programme(api).about());
    const loaded = await seed({ api, directory, fresh: table.fresh });
    if (loaded > 0) say(`Loaded a catalogue with ${loaded} certification${loaded === 1 ? "" : "s"}`);
    streams.start();
    scheduler.start();
    testCenters.start();
    open();
    return url;
  }

  /** Stops the parts in reverse order. Current requests are finished, and the engine ends after them. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    for (const end of this.#endings.reverse()) await end();
  }

  #ends<T>(part: T, end: (part: T) => void | Promise<void>): T {
    this.#endings.push(() => end(part));
    return part;
  }

  #directory({ memory, dataDirectory }: Options): DataDirectory {
    if (!memory) return this.#ends(DataDirectory.open(dataDirectory), (opened) => opened.close());
    const temporary = this.#ends(temporaryFolder("certrail-", fastPlace()), ({ remove }) => remove());
    return this.#ends(DataDirectory.open(temporary.path), (opened) => opened.close());
  }

  async #engine(directory: DataDirectory): Promise<Engine> {
    return this.#ends(await Engine.start(directory), (engine) => engine.stop());
  }
}

async function deploymentOf(): Promise<Deployment> {
  say("Building the functions and the stack");
  const { directory, isBuilt } = await prepareAssembly();
  const deployment = readDeployment(directory);
  const size = `${deployment.functions.length} functions and ${deployment.routes.length} routes`;
  say(isBuilt ? `Built ${size}` : `Found ${size}, built from these sources before`);
  return deployment;
}
