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

typedef unsigned char CBytes16 __attribute__((ext_vector_type(16)));
typedef unsigned char CBytes64 __attribute__((ext_vector_type(64)));

// For each byte of `codes`, which are below 16, the byte of `table` that it numbers.
static inline __attribute__((always_inline)) CBytes64 c_look_up64(CBytes16 table, CBytes64 codes) {
#ifdef __AVX512BW__
  CBytes64 tables = __builtin_shufflevector(
      table, table, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
      14, 15);
  return (CBytes64)__builtin_ia32_pshufb512((__attribute__((__vector_size__(64))) char)tables,
                                            (__attribute__((__vector_size__(64))) char)codes);
#else
  CBytes64 bytes;
  for (int place = 0; place < 64; place++) bytes[place] = table[codes[place]];
  return bytes;
#endif
}

// Sums that stay at 255.
static inline __attribute__((always_inline)) CBytes64 c_add_saturated64(CBytes64 a, CBytes64 b) {
  return __builtin_elementwise_add_sat(a, b);
}

// One bit for each byte that is 255.
static inline __attribute__((always_inline)) unsigned long long c_full_bytes64(CBytes64 a) {
#ifdef __AVX512BW__
  CBytes64 full = (CBytes64)(255);
  return __builtin_ia32_ucmpb512_mask((__attribute__((__vector_size__(64))) char)a,
                                      (__attribute__((__vector_size__(64))) char)full, 0, -1ULL);
#else
  unsigned long long bits = 0;
  for (int place = 0; place < 64; place++) bits |= (unsigned long long)(a[place] == 255) << place;
  return bits;
#endif
}

// Whether bytes are looked up and multiplied by one instruction here.
static inline __attribute__((always_inline)) _Bool c_has_byte_instructions(void) {
#if defined(__AVX512BW__) && defined(__AVX512VNNI__)
  return 1;
#else
  return 0;
#endif
}
