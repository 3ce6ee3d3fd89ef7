/**
 * Several instances of the service that share a database and a Redis, behind
 * one address.
 * @module
 */
import { Random } from "@/lib/demo/random.ts";
import { Account } from "../account.ts";
import { taskArguments } from "../process.ts";
import { type RedisServer, startRedis } from "../redis.ts";
import { databaseWith, FIRST_ACCOUNT, startService } from "../service.ts";
import { Instance } from "./instance.ts";
import { LoadBalancer } from "./proxy.ts";

/** A cluster whose parts die and come back. */
export class Cluster {
  readonly instances: readonly Instance[];
  readonly kvPath: string;
  /** The account's owner, who knows the load balancer only. */
  readonly owner: Account;
  readonly #balancer: LoadBalancer;
  #redis: RedisServer;
  #isRedisUp = true;

  private constructor(options: {
    args: string[];
    owner: Account;
    kvPath: string;
    redis: RedisServer;
    balancer: LoadBalancer;
    count: number;
  }) {
    const { args, owner, kvPath, redis, balancer, count } = options;
    this.owner = owner;
    this.kvPath = kvPath;
    this.#redis = redis;
    this.#balancer = balancer;
    const environment = { KV_PATH: kvPath, REDIS_URL: redis.url };
    this.instances = Array.from(
      { length: count },
      () => new Instance({ args, environment, changed: () => this.#route() }),
    );
  }

  /** Starts `count` instances on a new database with one account. */
  static async start(count: number, random: Random): Promise<Cluster> {
    const kvPath = await databaseWith(FIRST_ACCOUNT);
    // Builds what has to be built, and prints the link to sign in with.
    const first = await startService({ kvPath });
    const { cookie, id } = await Account.signIn(first);
    await first.child.end("SIGTERM");
    const balancer = new LoadBalancer(random);
    const owner = new Account(balancer.origin, cookie, id);
    const redis = await startRedis();
    const cluster = new Cluster({
      args: await taskArguments("start"),
      owner,
      kvPath,
      redis,
      balancer,
      count,
    });
    try {
      await Promise.all(cluster.instances.map((one) => one.start()));
    } catch (error) {
      await cluster.end();
      throw error;
    }
    return cluster;
  }

  /** Whether Redis runs. */
  get isRedisUp(): boolean {
    return this.#isRedisUp;
  }

  /** Kills Redis, which remembers nothing. */
  async killRedis(): Promise<void> {
    this.#isRedisUp = false;
    await this.#redis.kill("SIGKILL");
  }

  /** Starts Redis again, where it was. */
  async restartRedis(): Promise<void> {
    this.#redis = await startRedis({ port: this.#redis.port });
    this.#isRedisUp = true;
  }

  /** Asks all to end, and waits until they are gone; gives their exit codes. */
  async end(): Promise<(number | null)[]> {
    const ended = await Promise.allSettled(
      this.instances.map((one) => one.end("SIGTERM")),
    );
    this.#balancer.close();
    await this.#redis.kill("SIGKILL");
    return ended.map((one) =>
      one.status === "fulfilled" ? one.value?.code ?? null : null
    );
  }

  #route(): void {
    const ready = this.instances.filter(({ state }) => state === "ready");
    this.#balancer.route(ready.map(({ port }) => port));
  }
}
