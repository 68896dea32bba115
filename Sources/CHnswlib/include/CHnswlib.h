// A plain C face of hnswlib's graph over inner products: no exception leaves it.
#ifndef CHNSWLIB_H
#define CHNSWLIB_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A graph; one is used by one thread at a time.
typedef struct CHnswGraph CHnswGraph;

/// What a call came to.
typedef enum : int32_t {
  C_HNSW_DONE = 0,
  C_HNSW_OUT_OF_MEMORY = 1,
  /// The library refused; `c_hnsw_last_message` says why.
  C_HNSW_REFUSED = 2,
} CHnswStatus;

/// Makes a graph with room for `capacity` vectors of `dimensions` floats.
CHnswStatus c_hnsw_create(CHnswGraph **graph, uint64_t dimensions, uint64_t capacity, uint64_t links,
                          uint64_t ef_construction);
void c_hnsw_destroy(CHnswGraph *graph);

/// Adds a vector as the next number, from 0, on levels up to `level`.
CHnswStatus c_hnsw_add(CHnswGraph *graph, const float *vector, int32_t level);
/// Marks a number that was added, and not yet marked, as deleted.
CHnswStatus c_hnsw_mark_deleted(CHnswGraph *graph, uint64_t number);
/// Makes room for `capacity` vectors, at least as many as there are.
CHnswStatus c_hnsw_resize(CHnswGraph *graph, uint64_t capacity);
/// Writes up to `k` numbers, the least similar first, and how many there are.
CHnswStatus c_hnsw_search(CHnswGraph *graph, const float *query, uint64_t k, uint64_t ef, uint64_t *numbers,
                          uint64_t *found);
/// The values of a number that was added.
const float *c_hnsw_vector(const CHnswGraph *graph, uint64_t number);
/// What the library said when it last refused; valid until the next call.
const char *c_hnsw_last_message(const CHnswGraph *graph);

#ifdef __cplusplus
}
#endif
#endif
