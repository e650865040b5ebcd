DROP INDEX "execution_entity";--> statement-breakpoint
DROP INDEX "execution_model";--> statement-breakpoint
DROP INDEX "execution_version";--> statement-breakpoint
DROP INDEX "execution_conversation";--> statement-breakpoint
DROP INDEX "execution_experiment";--> statement-breakpoint
CREATE INDEX "execution_entity" ON "execution" USING btree ("workspace_id","entity_id","id") WHERE "execution"."entity_id" is not null;--> statement-breakpoint
CREATE INDEX "execution_model" ON "execution" USING btree ("workspace_id","model","id") WHERE "execution"."model" is not null;--> statement-breakpoint
CREATE INDEX "execution_version" ON "execution" USING btree ("workspace_id","version_id","id") WHERE "execution"."version_id" is not null;--> statement-breakpoint
CREATE INDEX "execution_conversation" ON "execution" USING btree ("workspace_id","conversation_id","id") WHERE "execution"."conversation_id" is not null;--> statement-breakpoint
CREATE INDEX "execution_experiment" ON "execution" USING btree ("workspace_id","experiment_id","variant_id","id") WHERE "execution"."experiment_id" is not null;