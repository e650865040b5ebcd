DROP INDEX "search_document_body";--> statement-breakpoint
DROP INDEX "entity_by_update";--> statement-breakpoint
DROP INDEX "entity_by_title";--> statement-breakpoint
CREATE INDEX "entity_by_update" ON "entity" USING btree ("workspace_id","updated_at","id","type","parent_id") WHERE "entity"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "entity_by_title" ON "entity" USING btree ("workspace_id",(lower("title") collate "C"),"id","type","parent_id") WHERE "entity"."deleted_at" is null;