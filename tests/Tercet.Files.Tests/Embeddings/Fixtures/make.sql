-- Writes the .parquet files beside it. Run in this folder with DuckDB 1.5, for instance: duckdb < make.sql
SET threads = 1;
COPY (SELECT [(i / 4)::FLOAT, (-i)::FLOAT, 1e-3::FLOAT] AS embedding, 'f' || i || '.jpg' AS file FROM range(5) t(i) ORDER BY i)
  TO 'list-of-float.parquet';
COPY (SELECT [i / 4::DOUBLE, 0.1::DOUBLE, 1e30::DOUBLE] AS embedding FROM range(5) t(i) ORDER BY i) TO 'list-of-double.parquet';
COPY (SELECT [i, 2 * i, 3 * i]::FLOAT[3] AS embedding FROM range(5) t(i) ORDER BY i) TO 'fixed-size-array.parquet';
COPY (SELECT i AS id, [i % 7, i // 1000]::FLOAT[] AS embedding FROM range(5000) t(i) ORDER BY i)
  TO 'several-row-groups.parquet' (ROW_GROUP_SIZE 2048);
COPY (SELECT CASE WHEN i <> 3 THEN [i, i]::FLOAT[] END AS embedding FROM range(5) t(i) ORDER BY i) TO 'null-list.parquet';
COPY (SELECT [i, CASE WHEN i <> 3 THEN 1 END]::FLOAT[] AS embedding FROM range(5) t(i) ORDER BY i) TO 'null-value.parquet';
COPY (SELECT CASE WHEN i <> 3 THEN [i, i]::FLOAT[] ELSE [] END AS embedding FROM range(5) t(i) ORDER BY i) TO 'empty-list.parquet';
COPY (SELECT CASE WHEN i = 3 THEN [i] ELSE [i, i] END::FLOAT[] AS embedding FROM range(5) t(i) ORDER BY i) TO 'ragged.parquet';
COPY (SELECT [i::FLOAT, 'infinity'::FLOAT] AS embedding FROM range(2) t(i) ORDER BY i) TO 'not-finite.parquet';
COPY (SELECT i AS id, i::FLOAT AS x FROM range(5) t(i) ORDER BY i) TO 'no-list.parquet';
COPY (SELECT [i]::FLOAT[] AS text, i AS id, [i]::FLOAT[] AS image FROM range(5) t(i) ORDER BY i) TO 'two-lists.parquet';
COPY (SELECT [i]::INTEGER[] AS embedding FROM range(5) t(i) ORDER BY i) TO 'list-of-integers.parquet';
COPY (SELECT [i]::FLOAT[] AS embedding FROM range(0) t(i)) TO 'no-rows.parquet';
