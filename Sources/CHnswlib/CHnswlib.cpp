#include "CHnswlib.h"

#include <hnswlib/hnswlib.h>

#include <new>
#include <stdexcept>
#include <string>

namespace {

// Sixty-four running sums, added up pairwise, products rounded before they are added: the same bits with any
// instructions, so that a graph is the same on any processor.
typedef float Lanes __attribute__((ext_vector_type(64), aligned(4)));
typedef float Half __attribute__((ext_vector_type(32)));
typedef float Quarter __attribute__((ext_vector_type(16)));
typedef float Eighth __attribute__((ext_vector_type(8)));
typedef float Sixteenth __attribute__((ext_vector_type(4)));

#pragma clang fp contract(off)

__attribute__((always_inline)) inline float distance(const void *first, const void *second, const void *count) {
  const float *left = static_cast<const float *>(first);
  const float *right = static_cast<const float *>(second);
  const size_t end = *static_cast<const size_t *>(count);
  Lanes sums = 0;
  size_t index = 0;
  for (; index + 64 <= end; index += 64) {
    sums += *reinterpret_cast<const Lanes *>(left + index) * *reinterpret_cast<const Lanes *>(right + index);
  }
  const Half halves = sums.lo + sums.hi;
  const Quarter quarters = halves.lo + halves.hi;
  const Eighth eighths = quarters.lo + quarters.hi;
  const Sixteenth four = eighths.lo + eighths.hi;
  float sum = (four[0] + four[2]) + (four[1] + four[3]);
  for (; index < end; index++) sum += left[index] * right[index];
  return 1 - sum;
}

float portableDistance(const void *first, const void *second, const void *count) {
  return distance(first, second, count);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) float avx2Distance(const void *first, const void *second, const void *count) {
  return distance(first, second, count);
}

__attribute__((target("avx512f"))) float avx512Distance(const void *first, const void *second, const void *count) {
  return distance(first, second, count);
}
#endif

class InnerProducts : public hnswlib::SpaceInterface<float> {
 public:
  explicit InnerProducts(size_t dimensions) : dimensions_(dimensions) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
      function_ = avx512Distance;
    } else if (__builtin_cpu_supports("avx2")) {
      function_ = avx2Distance;
    }
#endif
  }
  size_t get_data_size() override { return dimensions_ * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return function_; }
  void *get_dist_func_param() override { return &dimensions_; }
  ~InnerProducts() override = default;

 private:
  size_t dimensions_;
  hnswlib::DISTFUNC<float> function_ = portableDistance;
};

}  // namespace

struct CHnswGraph {
  InnerProducts space;
  hnswlib::HierarchicalNSW<float> graph;
  std::string message;

  CHnswGraph(size_t dimensions, size_t capacity, size_t links, size_t efConstruction)
      : space(dimensions), graph(&space, capacity, links, efConstruction, 1) {
    // The levels are given by the caller: what the library draws itself is always 0.
    graph.mult_ = 0;
  }
};

namespace {

template <typename Body>
CHnswStatus guarded(CHnswGraph *graph, Body body) noexcept {
  try {
    body();
    return C_HNSW_DONE;
  } catch (const std::bad_alloc &) {
    return C_HNSW_OUT_OF_MEMORY;
  } catch (const std::exception &error) {
    try {
      if (graph) graph->message = error.what();
    } catch (...) {
      return C_HNSW_OUT_OF_MEMORY;
    }
    return C_HNSW_REFUSED;
  } catch (...) {
    return C_HNSW_REFUSED;
  }
}

}  // namespace

CHnswStatus c_hnsw_create(CHnswGraph **graph, uint64_t dimensions, uint64_t capacity, uint64_t links,
                          uint64_t ef_construction) {
  *graph = nullptr;
  return guarded(nullptr, [&] { *graph = new CHnswGraph(dimensions, capacity, links, ef_construction); });
}

void c_hnsw_destroy(CHnswGraph *graph) { delete graph; }

CHnswStatus c_hnsw_add(CHnswGraph *graph, const float *vector, int32_t level) {
  return guarded(graph, [&] {
    graph->graph.addPoint(vector, graph->graph.cur_element_count, level);
    // Numbers are the library's own, so that nobody looks a label up: what it keeps of them is 50 bytes a vector.
    graph->graph.label_lookup_.clear();
  });
}

CHnswStatus c_hnsw_mark_deleted(CHnswGraph *graph, uint64_t number) {
  return guarded(graph, [&] {
    if (number >= graph->graph.cur_element_count) throw std::runtime_error("there is no such vector");
    graph->graph.markDeletedInternal(static_cast<hnswlib::tableint>(number));
  });
}

CHnswStatus c_hnsw_resize(CHnswGraph *graph, uint64_t capacity) {
  return guarded(graph, [&] { graph->graph.resizeIndex(capacity); });
}

CHnswStatus c_hnsw_search(CHnswGraph *graph, const float *query, uint64_t k, uint64_t ef, uint64_t *numbers,
                          uint64_t *found) {
  *found = 0;
  return guarded(graph, [&] {
    graph->graph.setEf(ef);
    auto results = graph->graph.searchKnn(query, k);
    while (!results.empty()) {
      numbers[(*found)++] = results.top().second;
      results.pop();
    }
  });
}

const float *c_hnsw_vector(const CHnswGraph *graph, uint64_t number) {
  // Numbers are given in the order of insertion, so that they are the library's own.
  return reinterpret_cast<const float *>(
      graph->graph.getDataByInternalId(static_cast<hnswlib::tableint>(number)));
}

const char *c_hnsw_last_message(const CHnswGraph *graph) { return graph->message.c_str(); }
