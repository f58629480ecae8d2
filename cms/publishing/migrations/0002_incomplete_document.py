from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel(old_name="Unfinished", new_name="IncompleteDocument"),
        migrations.RenameIndex(
            model_name="incompletedocument",
            new_name="publishing__due_at_e32524_idx",
            old_name="publishing__due_at_722758_idx",
        ),
    ]
