-- CreateTable
CREATE TABLE "forgotten_people" (
    "user_id" UUID NOT NULL,

    CONSTRAINT "forgotten_people_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "feed_views_viewer_viewed_at_idx" ON "feed_views"("viewer", "viewed_at");
