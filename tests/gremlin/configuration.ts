/** What the server lets in. */
export const LOGIN = {
  database: "rapport",
  graph: "graph",
  key: "key-of-a-test",
};

/** bcrypt of the key, of the least cost. */
const HASH = "$2a$04$UbJzL1.FCOobg.5QH3XoMezpk1cfcNXAthUni6b2sPYiK1Eccn2he";
const TINKERPOP = "org.apache.tinkerpop.gremlin";
const TINKERGRAPH = `${TINKERPOP}.tinkergraph.structure`;

/** The class that starts a server; its argument is a configuration file. */
export const MAIN_CLASS = `${TINKERPOP}.server.GremlinServer`;

/** What a server prints as soon as it answers. */
export const READY = "Channel started at port";

/** As Cosmos DB closes a traversal, in ms. */
const EVALUATION_MS = 30_000;

/** Writes the configuration of a server; gives the path of its main file. */
export async function writeConfiguration(
  folder: string,
  { port, threads }: { port: number; threads: number },
): Promise<string> {
  const path = `${folder}/server.json`;
  const files = {
    // A server reads YAML, which JSON is.
    [path]: JSON.stringify(server(folder, port, threads)),
    [`${folder}/graph.properties`]:
      `gremlin.graph=${TINKERGRAPH}.TinkerGraph\n`,
    [`${folder}/start.groovy`]:
      `graph.createIndex("pk", Vertex.class)\n[g: graph.traversal()]\n`,
    [`${folder}/users.properties`]: [
      `gremlin.graph=${TINKERGRAPH}.TinkerGraph`,
      `gremlin.tinkergraph.graphLocation=${folder}/users.json`,
      "gremlin.tinkergraph.graphFormat=graphson\n",
    ].join("\n"),
    [`${folder}/users.json`]: JSON.stringify(user()),
  };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(name, text);
  }
  return path;
}

function server(folder: string, port: number, threads: number) {
  return {
    host: "127.0.0.1",
    port,
    gremlinPool: threads,
    evaluationTimeout: EVALUATION_MS,
    maxContentLength: 16 * 1024 * 1024,
    channelizer: `${TINKERPOP}.server.channel.WebSocketChannelizer`,
    graphs: { graph: `${folder}/graph.properties` },
    scriptEngines: {
      "gremlin-groovy": {
        plugins: {
          [`${TINKERPOP}.server.jsr223.GremlinServerGremlinPlugin`]: {},
          [`${TINKERPOP}.tinkergraph.jsr223.TinkerGraphGremlinPlugin`]: {},
          [`${TINKERPOP}.jsr223.ScriptFileGremlinPlugin`]: {
            files: [`${folder}/start.groovy`],
          },
        },
      },
    },
    serializers: [{
      className: `${TINKERPOP}.driver.ser.GraphSONMessageSerializerV2d0`,
      config: { ioRegistries: [`${TINKERGRAPH}.TinkerIoRegistryV2d0`] },
    }],
    processors: [{
      className: `${TINKERPOP}.server.op.standard.StandardOpProcessor`,
      // The default is 16 bindings.
      config: { maxParameters: 10_000 },
    }],
    authentication: {
      authenticator: `${TINKERPOP}.server.auth.SimpleAuthenticator`,
      config: { credentialsDb: `${folder}/users.properties` },
    },
  };
}

function user() {
  const long = (value: number) => ({ "@type": "g:Int64", "@value": value });
  const { database, graph } = LOGIN;
  const username = `/dbs/${database}/colls/${graph}`;
  return {
    id: long(0),
    label: "user",
    properties: {
      username: [{ id: long(1), value: username }],
      password: [{ id: long(2), value: HASH }],
    },
  };
}
