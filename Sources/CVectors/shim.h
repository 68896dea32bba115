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

typedef int CIntegers16 __attribute__((ext_vector_type(16)));

// Adds the four products of unsigned bytes of `a` with signed bytes of `b` to each lane.
static inline __attribute__((always_inline)) CIntegers16 c_add_byte_products(CIntegers16 sum, CIntegers16 a,
                                                                             CIntegers16 b) {
#ifdef __AVX512VNNI__
  return (CIntegers16)__builtin_ia32_vpdpbusd512((__attribute__((__vector_size__(64))) int)sum,
                                                 (__attribute__((__vector_size__(64))) int)a,
                                                 (__attribute__((__vector_size__(64))) int)b);
#else
  for (int byte = 0; byte < 4; byte++) {
    sum += ((a >> (8 * byte)) & 255) * ((b << (24 - 8 * byte)) >> 24);
  }
  return sum;
#endif
}

static inline __attribute__((always_inline)) CIntegers16 c_larger_integers16(CIntegers16 a, CIntegers16 b) {
  return a > b ? a : b;
}
