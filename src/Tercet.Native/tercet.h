/* Tercet's C interface, version 1.

   Every function but tercet_version, tercet_text and tercet_free returns a status. tercet_text() then has the message, or a result
   as JSON. Memory belongs to the caller, and is read and written only during the call; texts are UTF-8. Handles are numbers, not
   addresses: a wrong or freed one is a status, not a crash. All functions may be called from any thread, one handle by several.

   Mining runs on threads of its own, so a process that forks after the first call must not call again in the child: it gets
   TERCET_FORKED. Options are one JSON object; the names are those of docs/python.md. */
#ifndef TERCET_H
#define TERCET_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { TERCET_VERSION = 1 };

enum tercet_status {
    TERCET_OK = 0,
    TERCET_INVALID_OPTIONS = 1, /* options out of bounds or in contradiction */
    TERCET_INVALID_INPUT = 2,   /* labels or embeddings that cannot be used */
    TERCET_CANCELLED = 3,       /* the progress function asked for it */
    TERCET_INVALID_HANDLE = 4,  /* freed, of another kind, or never made */
    TERCET_FORKED = 5,          /* called in a child that was forked after the first call */
    TERCET_OUT_OF_MEMORY = 6,
    TERCET_FAILED = 7           /* anything else; the message says what */
};

enum tercet_type { TERCET_FLOAT32 = 0, TERCET_FLOAT16 = 1 };

typedef int64_t tercet_handle; /* 0 is none */

/* Texts: text i is bytes ends[i - 1] to ends[i] - 1, from 0 for the first. An empty text is none: an item without a class. */
typedef struct { const char *bytes; const int64_t *ends; int64_t count; } tercet_texts;

/* Embeddings, row after row, not copied. A row of NaN throughout has no embedding. */
typedef struct { const void *values; int64_t rows, dimensions; int32_t type; } tercet_matrix;

/* Steps start to end - 1 of the training sequence (test = 0) or of the test sequence (test = 1); start = end = -1 for all. */
typedef struct { int32_t test; int64_t start, end; } tercet_range;

/* Columns of triplets, each with room for capacity values: one a step is enough. No target hardness is NaN. */
typedef struct {
    int64_t *step, *anchor, *positive, *negative;
    int32_t *cycle, *rank;
    double *d_ap, *d_an, *target_hardness, *hardness;
    int64_t capacity;
} tercet_triplets;

/* Columns of batches, one row an item, each with room for capacity values: items_per_step a step is enough. role is 0 for an item of
   the catalog, 1 for one of the items. No distance, target hardness or hardness is NaN. */
typedef struct {
    int64_t *step, *item;
    int32_t *group, *role;
    double *distance, *target_hardness, *hardness;
    int64_t capacity;
} tercet_batches;

/* Called by the thread that called, some ten times a second. Anything but 0 cancels. */
typedef int32_t (*tercet_progress)(void *context, int64_t done, int64_t total);

/* A hardness curve: from u in [0, 1] to [0, 1]. Called from several threads at once. */
typedef double (*tercet_curve)(void *context, double u);

/* What a selector knows of its step. No target hardness is NaN. */
typedef struct { double target_hardness, d_ap; int64_t anchor, positive; } tercet_step;

/* Selects one of count candidates, given by their distances and rows, in the order of rows; returns its place, negative for a
   failure. Called from several threads at once. */
typedef int64_t (*tercet_selector)(
    void *context, const tercet_step *step, const double *distances, const int64_t *rows, int64_t count);

/* Functions of the caller's own, each NULL for none. They must stay valid for as long as the miner. */
typedef struct { tercet_curve curve; tercet_selector selector; void *context; } tercet_callbacks;

/* TERCET_VERSION of the library. */
int32_t tercet_version(void);

/* The message or the result of this thread's last call; valid until its next. */
const char *tercet_text(void);

/* Frees a handle; unknown ones are ignored. */
void tercet_free(tercet_handle handle);

/* Labelled items, with groups, a catalog with its groups, and excluded pairs (anchor, negative) one after the other; each but the
   labels may be NULL. Result: { "classes": n } */
int32_t tercet_items_create(
    const tercet_texts *labels, const tercet_texts *groups, const tercet_texts *catalog, const tercet_texts *catalog_groups,
    const int64_t *excluded, int64_t pairs, tercet_handle *items);

/* What is held out: drawn as the options say ("by", "test_ratio", "seed"), or the rows named. Result: { "identity": …,
   "train": rows, "test": rows } */
int32_t tercet_split_create(
    tercet_handle items, const char *options, const int64_t *test_rows, int64_t count, tercet_handle *split);

/* Copies the rows of a split, ascending. */
int32_t tercet_split_rows(tercet_handle split, int64_t *train, int64_t *test);

/* Miners, on a split or with nothing held out (0). Result: { "steps_per_epoch": n, "epochs": n, "test_steps": n,
   "items_per_step": n, "skipped": [ { "count": n, "what": …, "why": … } ] } */
int32_t tercet_triplet_miner_create(
    tercet_handle items, tercet_handle split, const char *options, const tercet_callbacks *callbacks, tercet_handle *miner);
int32_t tercet_batch_miner_create(
    tercet_handle items, tercet_handle split, const char *options, const tercet_callbacks *callbacks, tercet_handle *miner);

/* Mines. The catalog is NULL exactly where there is none. Steps without a candidate are left out: count says how many rows were
   written. Result: { "distances_compared": n, "skipped": [ { "count": n, "what": …, "why": … } ], "pool_error": … } */
int32_t tercet_mine_triplets(
    tercet_handle miner, const tercet_range *range, const tercet_matrix *embeddings, const tercet_matrix *catalog,
    const tercet_triplets *triplets, int64_t *count, tercet_progress progress, void *context);
int32_t tercet_mine_batches(
    tercet_handle miner, const tercet_range *range, const tercet_matrix *embeddings, const tercet_matrix *catalog,
    const tercet_batches *batches, int64_t *count, tercet_progress progress, void *context);

/* Retrieval metrics; gallery and its labels NULL where the queries search themselves. Options: "k", "distance", "threads".
   Result: { "recall": [ …, one for each k ], "map_at_r": x, "r_precision": x, "queries": n, "queries_without_match": n,
   "gallery": n } */
int32_t tercet_evaluate(
    const tercet_matrix *queries, const tercet_texts *labels, const tercet_matrix *gallery, const tercet_texts *gallery_labels,
    const char *options, tercet_progress progress, void *context);

/* A collapse monitor, from embeddings before training. Options: "distance", "threads". Result of both: { "state": …,
   "recall_at_1": x, "mean_distance": x, "effective_rank": x } */
int32_t tercet_monitor_create(
    const tercet_matrix *embeddings, const tercet_texts *labels, const char *options, tercet_handle *monitor);
int32_t tercet_monitor_observe(tercet_handle monitor, const tercet_matrix *embeddings);

#ifdef __cplusplus
}
#endif

#endif
