#ifndef CPROCESSOR_SHIM_H
#define CPROCESSOR_SHIM_H

/// Asks the processor to load the cache line at `address`; any address is allowed.
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif
