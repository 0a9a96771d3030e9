/* Mines from C: two epochs of eight triplets of twelve items, and what happens to a freed handle. */
#include "tercet.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 12, DIMENSIONS = 3, STEPS = 8 };

static void check(int32_t status) {
    if (status != TERCET_OK) {
        fprintf(stderr, "status %d: %s\n", status, tercet_text());
        exit(1);
    }
}

int main(void) {
    if (tercet_version() != TERCET_VERSION) return 2;
    const char *bytes = "aaabbbcccddd";
    int64_t ends[ITEMS];
    float *values = malloc(sizeof(float) * ITEMS * DIMENSIONS);
    for (int i = 0; i < ITEMS; i++) ends[i] = i + 1;
    for (int i = 0; i < ITEMS * DIMENSIONS; i++) values[i] = (float)((i * 7919) % 101) / 10;
    tercet_texts labels = {bytes, ends, ITEMS};
    tercet_handle items, miner;
    check(tercet_items_create(&labels, NULL, NULL, NULL, NULL, 0, &items));
    check(tercet_triplet_miner_create(items, 0, "{\"epochs\": 2, \"triplets_per_epoch\": 8}", NULL, &miner));
    int64_t *wide = malloc(sizeof(int64_t) * STEPS * 4), count;
    int32_t *narrow = malloc(sizeof(int32_t) * STEPS * 2);
    double *reals = malloc(sizeof(double) * STEPS * 4);
    tercet_triplets out = {wide, wide + STEPS, wide + 2 * STEPS, wide + 3 * STEPS, narrow, narrow + STEPS,
                           reals, reals + STEPS, reals + 2 * STEPS, reals + 3 * STEPS, STEPS};
    tercet_matrix embeddings = {values, ITEMS, DIMENSIONS, TERCET_FLOAT32};
    for (int64_t epoch = 0; epoch < 2; epoch++) {
        tercet_range range = {0, epoch * STEPS, (epoch + 1) * STEPS};
        check(tercet_mine_triplets(miner, &range, &embeddings, NULL, &out, &count, NULL, NULL));
        for (int64_t i = 0; i < count; i++)
            printf("%d %d %d %.17g\n", (int)out.anchor[i], (int)out.positive[i], (int)out.negative[i], out.hardness[i]);
    }
    tercet_free(miner);
    tercet_range all = {0, -1, -1};
    int32_t status = tercet_mine_triplets(miner, &all, &embeddings, NULL, &out, &count, NULL, NULL);
    tercet_free(items);
    free(values), free(wide), free(narrow), free(reals);
    return status == TERCET_INVALID_HANDLE && strstr(tercet_text(), "freed, or never made") ? 0 : 3;
}
