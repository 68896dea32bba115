"""FAISS on one core, as a peer of simbench's own search: faiss_peer.py PART FILE [ROWS QUERIES].

Prints lines of a name and a number; files and parts are those of `simbench-benchmarks search`. Times are
processor time.
"""

import sys
import time

import faiss
import numpy as np

DIMENSIONS = 384


def vectors(path, first=0, count=-1):
    values = np.fromfile(path, np.float32, count=-1 if count < 0 else count * DIMENSIONS, offset=first * DIMENSIONS * 4)
    return values.reshape(-1, DIMENSIONS)


def best(times, work):
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def neighbours(path, rows, queries):
    """Exact search by batch size; fewer queries where one batch takes long."""
    table, asked = vectors(path, 0, rows), vectors(path, rows, queries)
    index = faiss.IndexFlatIP(DIMENSIONS)
    index.add(table)
    for batch in (1, 16, 64, 256, 1024, 4096):
        count = min(queries, max(batch, 256 if batch < 64 else 1024))
        if batch > count:
            continue

        def work():
            for start in range(0, count, batch):
                index.search(asked[start : min(count, start + batch)], 1)

        print(f"batch-{batch}", count / best(2, work))
    found = index.search(asked, 1)[1][:, 0]
    print("checksum", int(found.sum()) % 1_000_003)


def stream(path):
    """One pass over a stream: every request is compared with those before it, then added."""
    table = vectors(path)

    def alone():
        index = faiss.IndexFlatIP(DIMENSIONS)
        for row in range(len(table)):
            if row:
                index.search(table[row : row + 1], 1)
            index.add(table[row : row + 1])

    def batches(size):
        # What stands in the same batch is not compared: less work than a replay needs.
        index = faiss.IndexFlatIP(DIMENSIONS)
        for start in range(0, len(table), size):
            if start:
                index.search(table[start : start + size], 1)
            index.add(table[start : start + size])

    print("alone", best(1, alone))
    for size in (64, 256, 1024, 2048, 4096):
        print(f"batch-{size}", best(2, lambda: batches(size)))


def graph(path, rows, queries):
    """Approximate search: time to build, recall and queries a second."""
    table, asked = vectors(path, 0, rows), vectors(path, rows, queries)
    index = faiss.IndexHNSWFlat(DIMENSIONS, 16, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 100
    print("build", best(1, lambda: index.add(table)))
    exact = faiss.IndexFlatIP(DIMENSIONS)
    exact.add(table)
    for k in (1, 10):
        last = exact.search(asked, k)[0][:, -1]
        for ef in (16, 64):
            index.hnsw.efSearch = ef
            for name, batch in (("speed", 1), ("speed-batch", len(asked))):

                def work():
                    for start in range(0, len(asked), batch):
                        index.search(asked[start : start + batch], k)

                print(f"{name}-{k}-{ef}", queries / best(3, work))
            found = index.search(asked, k)[0]
            print(f"recall-{k}-{ef}", float((found >= last[:, None] - 1e-6).mean()))


def main():
    faiss.omp_set_num_threads(1)
    part, path = sys.argv[1:3]
    {"neighbours": neighbours, "stream": stream, "graph": graph}[part](path, *map(int, sys.argv[3:]))


main()
