/* One mutex, two condition variables: helpers sleep between runs, the caller works along. */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

struct ow_pool {
    pthread_mutex_t mutex;
    pthread_cond_t work, done;
    pthread_t *threads;
    uint32_t threads_count;
    void (*task)(void *context, uint32_t index);
    void *context;
    uint32_t tasks, next, finished;
    int stop;
};

/* Takes tasks until none is left; the mutex is held on entry and on return. */
static void work_off(ow_pool *pool) {
    while (pool->next < pool->tasks) {
        const uint32_t index = pool->next++;
        pthread_mutex_unlock(&pool->mutex);
        pool->task(pool->context, index);
        pthread_mutex_lock(&pool->mutex);
        if (++pool->finished == pool->tasks) pthread_cond_signal(&pool->done);
    }
}

static void *serve(void *context) {
    ow_pool *pool = context;
    pthread_mutex_lock(&pool->mutex);
    while (!pool->stop) {
        work_off(pool);
        if (!pool->stop) pthread_cond_wait(&pool->work, &pool->mutex);
    }
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

ow_pool *ow_pool_new(uint32_t threads) {
    ow_pool *pool = calloc(1, sizeof *pool);
    if (!pool) return NULL;
    pool->threads = calloc(threads + 1u, sizeof *pool->threads);
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->done, NULL);
    /* Fewer threads than asked for is slower, not wrong. */
    while (pool->threads && pool->threads_count + 1 < threads &&
           pthread_create(&pool->threads[pool->threads_count], NULL, serve, pool) == 0)
        pool->threads_count++;
    return pool;
}

void ow_pool_free(ow_pool *pool) {
    if (!pool) return;
    pthread_mutex_lock(&pool->mutex);
    pool->stop = 1;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->mutex);
    for (uint32_t i = 0; i < pool->threads_count; i++) pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->threads);
    free(pool);
}

void ow_pool_run(ow_pool *pool, void (*task)(void *context, uint32_t index), void *context,
                 uint32_t tasks) {
    pthread_mutex_lock(&pool->mutex);
    pool->task = task;
    pool->context = context;
    pool->tasks = tasks;
    pool->next = pool->finished = 0;
    pthread_cond_broadcast(&pool->work);
    work_off(pool);
    while (pool->finished < pool->tasks) pthread_cond_wait(&pool->done, &pool->mutex);
    pool->tasks = pool->next = 0;
    pthread_mutex_unlock(&pool->mutex);
}
