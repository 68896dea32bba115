// The part of OpenBLAS that simbench calls.
#include <cblas.h>

// LAPACK's symmetric eigensolver; Debian ships no header for it without liblapacke-dev.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);
