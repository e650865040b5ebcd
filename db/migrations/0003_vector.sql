-- only-with-extension: vector
-- Vectors of any dimension, each model's rows under a partial index of their own (ensure_vector_index).

CREATE EXTENSION IF NOT EXISTS vector;
--> statement-breakpoint
ALTER TABLE embedding
  ADD COLUMN vector vector,
  ADD CONSTRAINT embedding_dimensions_true CHECK (vector IS NULL OR vector_dims(vector) = dimensions);
