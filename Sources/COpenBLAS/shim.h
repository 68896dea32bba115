// The part of OpenBLAS that simbench calls.
#include <cblas.h>
