// What Swift's vectors can only do lane by lane: fused multiply-add and the larger of two.

typedef float CVector16 __attribute__((ext_vector_type(16)));
typedef float CVector64 __attribute__((ext_vector_type(64)));

static inline __attribute__((always_inline)) CVector16 c_fused16(CVector16 a, CVector16 b, CVector16 c) {
  return __builtin_elementwise_fma(a, b, c);
}

static inline __attribute__((always_inline)) CVector64 c_fused64(CVector64 a, CVector64 b, CVector64 c) {
  return __builtin_elementwise_fma(a, b, c);
}

static inline __attribute__((always_inline)) CVector16 c_larger16(CVector16 a, CVector16 b) {
  return a > b ? a : b;
}
