import { KvGraph } from "./kv_graph.ts";
import { graphStoreContract } from "../contract/store_contract.ts";
import { withStore } from "../testing.ts";

graphStoreContract(
  "KvGraph",
  (run) => withStore((store) => run(new KvGraph(store))),
  { histories: 60 },
);
