import django.db.models.functions.comparison
from django.db import migrations, models

# What the first page of the desk asks of Wagtail's table, which has no index for it: drafts, and what somebody has locked.
DRAFTS = "CREATE INDEX content_page_drafts ON wagtailcore_page (latest_revision_created_at) WHERE has_unpublished_changes"
LOCKED = "CREATE INDEX content_page_locked ON wagtailcore_page (locked_by_id) WHERE locked"


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0003_days_of_events'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='eventoccurrence',
            index=models.Index(fields=['start_date', 'page'], name='content_eve_start_d_6c19d8_idx'),
        ),
        migrations.AddIndex(
            model_name='eventoccurrence',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('end_date', 'start_date'), descending=True), models.F('page'), name='content_occurrence_last_day'),
        ),
        migrations.RunSQL(DRAFTS, 'DROP INDEX content_page_drafts'),
        migrations.RunSQL(LOCKED, 'DROP INDEX content_page_locked'),
    ]
