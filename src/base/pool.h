/* A pool of threads that runs numbered tasks. Which thread runs a task is chance, so a task must
 * write only to what is its own; then results do not depend on the number of threads. */
#ifndef ONWARD_BASE_POOL_H
#define ONWARD_BASE_POOL_H

#include <stdint.h>

typedef struct ow_pool ow_pool;

ow_pool *ow_pool_new(uint32_t threads); /* the caller counts as one; NULL if none can be made */
void ow_pool_free(ow_pool *pool);
/* Runs task(context, 0 .. tasks-1) and returns when all are done. Not from within a task. */
void ow_pool_run(ow_pool *pool, void (*task)(void *context, uint32_t index), void *context,
                 uint32_t tasks);

#endif
