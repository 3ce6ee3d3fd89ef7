// Vertices are found by the partition that they lie in.
graph.createIndex("pk", Vertex.class)
[g: graph.traversal()]
