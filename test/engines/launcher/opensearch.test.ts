import { Client } from '@opensearch-project/opensearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSearch, startOpenSearch } from './opensearch.ts';

let openSearch: OpenSearch;
beforeAll(async () => {
  openSearch = await startOpenSearch();
});
afterAll(() => openSearch?.stop());

test('OpenSearch finds the nearest vectors among the documents of one building', async () => {
  const client = new Client({ node: openSearch.endpoint });
  const index = 'chunks';
  await client.indices.create({
    index,
    body: {
      settings: { index: { knn: true } },
      mappings: {
        properties: {
          building: { type: 'keyword' },
          // The engine by name: the default one needs a native library.
          vector: { type: 'knn_vector', dimension: 2, method: { name: 'hnsw', engine: 'lucene' } },
        },
      },
    },
  });
  const documents = [
    { id: 'near', building: 'a', vector: [1, 0] },
    { id: 'far', building: 'a', vector: [0, 1] },
    { id: 'foreign', building: 'b', vector: [1, 0] },
  ];
  for (const { id, ...body } of documents) await client.index({ index, id, body, refresh: true });
  const { body } = await client.search({
    index,
    body: { query: { knn: { vector: { vector: [1, 0.1], k: 2, filter: { term: { building: 'a' } } } } } },
  });
  expect(body.hits.hits.map(({ _id }) => _id)).toEqual(['near', 'far']);
  await client.close();
});
