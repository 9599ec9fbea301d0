
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("partners", "0006_planned_meetings"),
        ('rights', '0018_the_same_partner'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short form')),
                ('other_names', models.TextField(blank=True, verbose_name='other names')),
                ('kind', models.CharField(blank=True, choices=[('government', 'government'), ('local government', 'local government'), ('police', 'police'), ('civil society', 'civil society'), ('religious community', 'religious community'), ('school', 'school'), ('academia', 'academia'), ('media', 'media'), ('private sector', 'private sector'), ('international organisation', 'international organisation'), ('other', 'other')], max_length=30, verbose_name='kind of partner')),
                ('is_womens', models.BooleanField(default=False, verbose_name='women’s organisation')),
                ('is_youth', models.BooleanField(default=False, verbose_name='youth organisation')),
                ('mandate', models.TextField(blank=True, verbose_name='mandate')),
                ('area', models.CharField(blank=True, max_length=300, verbose_name='where it works')),
                ('country', models.CharField(blank=True, max_length=100, verbose_name='country')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to='rights.organisation')),
            ],
            options={
                'verbose_name': 'partner',
                'ordering': ['organisation__name'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('function', models.CharField(max_length=100, verbose_name='for what')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='when somebody answers')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='partners.profile')),
            ],
            options={
                'ordering': ['function', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('level', models.CharField(choices=[('primary', 'primary prevention: for everybody'), ('secondary', 'secondary prevention: where there are first signs'), ('tertiary', 'tertiary prevention: for those who want to leave, and afterwards')], max_length=10, verbose_name='level of prevention')),
                ('title', models.CharField(max_length=200, verbose_name='what is offered')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('for_whom', models.CharField(blank=True, max_length=300, verbose_name='for whom')),
                ('pathway', models.TextField(blank=True, verbose_name='how one gets there')),
                ('area', models.CharField(blank=True, max_length=300, verbose_name='where')),
                ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='partners.profile')),
            ],
            options={
                'ordering': ['level', 'title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('body_key', models.CharField(max_length=300, unique=True)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='partners.profile')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='profile',
            index=models.Index(fields=['kind'], name='profile_kind'),
        ),
        migrations.AddIndex(
            model_name='profile',
            index=models.Index(fields=['checked_at'], name='profile_checked'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['level', 'ended_at'], name='service_level'),
        ),
    ]
