"""A promise and what became of it: meeting, recommendation, answer, action, evidence, confirmation.

    Meeting ─< Recommendation ─< Answer          (the newest one counts, all stay)
                      └─────────< Action ─< Report        (what its owner says, all stay)
                                     ├────< Evidence      (withdrawn, never deleted)
                                     └────< Confirmation  (or objection; one a partner counts, all stay)

    Partnership ─< Member, Term ─< Signature   (an organisation's yes; a renewal is another term)
          ├──────< Step                        (what was said of it, all stay)
          ├──────< Accession ─< AccessionYes   (who joins what is signed, and each one's yes)
          ├──────< Meeting                     (held under it)
          ├──────< Diligence ─< DiligenceFinding, DiligenceReply ── WrongRefusal
          └──────< Obligation ─< Fulfilment    (what was done that no meeting shows)
    Meeting ─< AgendaItem ─< AgendaSpeaker    Meeting ─< MeetingPaper
    CalendarAddress, GoneMeeting                  (what calendars of other programs fetch)
    Meeting ── Minutes ─< MinutesRevision, Amendment          Meeting ─< Decision
    Organisation ── Profile ─< Service, Contact, Source       (the directory)

    Meeting ── Exercise ─< ExerciseCard, HotWashLine, Improvement   Course ─< CourseTrainer, CourseSession, Feedback
    Notice ─< Uptake                              (what is offered or needed, and who takes it up)
    Question ─< QuestionAnswer, Commitment ─< CommitmentView   (what institutions are asked, see models.questions)

    Listening ─< Concern ─< ConcernStep, Wording  (what people raised, and what became of it)
    RaisedPage                                    (what a council shows everybody of it)
       └── RegistrationForm ─< FormField      (see models.registration)

    PreventionPlan ─< Objective ─< ObjectiveComment, Activity, Indicator ─< IndicatorValue
    Meaning ─< MeaningWording ─< MeaningView      (what we mean and do not mean)
    Practice ─< Initiative                        (begun from it; at its end another practice)
    Practice ─< PracticeSource                    (documents of the library it stands on)
    Project ─< ProjectRole, ProjectPhase, ProjectBudget, ProjectTransaction, ProjectResult
    HarmCheck ─< HarmAnswer                       (of a partnership, a meeting series or a project)

Words of a document are kept with their place, so that a promise outlives a change of its source.
"""

from commonweal.partners.models.agenda import AgendaItem, AgendaKind, AgendaSpeaker, MeetingPaper
from commonweal.partners.models.calendar import CalendarAddress, GoneMeeting
from commonweal.partners.models.courses import (
    Course,
    CourseSession,
    CourseTrainer,
    Feedback,
    Subject,
)
from commonweal.partners.models.diligence import (
    Diligence,
    DiligenceFinding,
    DiligenceOutcome,
    DiligenceReply,
    FindingAnswer,
    WrongRefusal,
)
from commonweal.partners.models.directory import (
    Contact,
    Level,
    PartnerKind,
    Profile,
    Service,
    Source,
)
from commonweal.partners.models.doing import (
    NEEDS_REASON,
    Action,
    ActionState,
    Confirmation,
    Evidence,
    EvidenceKind,
    Report,
    ReportKind,
    ViewKind,
)
from commonweal.partners.models.exchange import (
    Notice,
    NoticeKind,
    NoticeSort,
    NoticeState,
    Uptake,
    UptakeState,
)
from commonweal.partners.models.exercises import (
    CardKind,
    Element,
    Exercise,
    ExerciseCard,
    ExerciseForm,
    ExerciseState,
    HotWashKind,
    HotWashLine,
    Improvement,
)
from commonweal.partners.models.harm import HarmAnswer, HarmCheck, HarmSubject
from commonweal.partners.models.inclusion import InclusionFigures
from commonweal.partners.models.initiatives import (
    Grade,
    Initiative,
    InitiativeState,
    Practice,
    PracticeSource,
    PracticeState,
)
from commonweal.partners.models.joining import Accession, AccessionYes
from commonweal.partners.models.listening import (
    Concern,
    ConcernCount,
    ConcernState,
    ConcernStep,
    ConcernStepKind,
    ConsentFor,
    Group,
    Listening,
    ListeningKind,
    RaisedPage,
    Theme,
    Wording,
)
from commonweal.partners.models.meanings import (
    Meaning,
    MeaningView,
    MeaningViewKind,
    MeaningWording,
)
from commonweal.partners.models.meetings import Meeting, MeetingState, MeetingType
from commonweal.partners.models.merges import Merge
from commonweal.partners.models.minutes import (
    Amendment,
    AmendmentState,
    Decision,
    Minutes,
    MinutesPhase,
    MinutesRevision,
)
from commonweal.partners.models.obligations import Fulfilment, Obligation, ObligationKind, Per
from commonweal.partners.models.paper import PaperWording
from commonweal.partners.models.partnerships import (
    STEPS_WITH_REASON,
    Member,
    MemberRole,
    Partnership,
    PartnershipKind,
    PartnershipState,
    Signature,
    Step,
    StepKind,
    Term,
)
from commonweal.partners.models.prevention import (
    Activity,
    ActivityState,
    Indicator,
    IndicatorValue,
    Objective,
    ObjectiveComment,
    ObjectiveState,
    PreventionPlan,
)
from commonweal.partners.models.projects import (
    PartnerReference,
    Project,
    ProjectBudget,
    ProjectPhase,
    ProjectResult,
    ProjectRole,
    ProjectRoleKind,
    ProjectSector,
    ProjectState,
    ProjectTransaction,
    ResultKind,
    TransactionKind,
)
from commonweal.partners.models.promises import (
    NEVER,
    Affected,
    Answer,
    Closing,
    Position,
    Recommendation,
    RecommendationType,
)
from commonweal.partners.models.questions import (
    Commitment,
    CommitmentView,
    DecidingRoles,
    InstitutionPage,
    InstitutionTerms,
    Question,
    QuestionAnswer,
    QuestionKind,
)
from commonweal.partners.models.registration import (
    BodyKind,
    FieldKind,
    FormField,
    Letter,
    Listed,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationState,
)
from commonweal.partners.models.searches import EvidenceSearch
from commonweal.partners.models.tables import ImportLine, TableImport

__all__ = [
    "NEEDS_REASON",
    "NEVER",
    "STEPS_WITH_REASON",
    "Accession",
    "AccessionYes",
    "Action",
    "ActionState",
    "Activity",
    "ActivityState",
    "Affected",
    "AgendaItem",
    "AgendaKind",
    "AgendaSpeaker",
    "Amendment",
    "AmendmentState",
    "Answer",
    "BodyKind",
    "CalendarAddress",
    "CardKind",
    "Closing",
    "Commitment",
    "CommitmentView",
    "Concern",
    "ConcernCount",
    "ConcernState",
    "ConcernStep",
    "ConcernStepKind",
    "Confirmation",
    "ConsentFor",
    "Contact",
    "Course",
    "CourseSession",
    "CourseTrainer",
    "DecidingRoles",
    "Decision",
    "Diligence",
    "DiligenceFinding",
    "DiligenceOutcome",
    "DiligenceReply",
    "Element",
    "Evidence",
    "EvidenceKind",
    "EvidenceSearch",
    "Exercise",
    "ExerciseCard",
    "ExerciseForm",
    "ExerciseState",
    "Feedback",
    "FieldKind",
    "FindingAnswer",
    "FormField",
    "Fulfilment",
    "GoneMeeting",
    "Grade",
    "Group",
    "HarmAnswer",
    "HarmCheck",
    "HarmSubject",
    "HotWashKind",
    "HotWashLine",
    "ImportLine",
    "Improvement",
    "InclusionFigures",
    "Indicator",
    "IndicatorValue",
    "Initiative",
    "InitiativeState",
    "InstitutionPage",
    "InstitutionTerms",
    "Letter",
    "Level",
    "Listed",
    "Listening",
    "ListeningKind",
    "Meaning",
    "MeaningView",
    "MeaningViewKind",
    "MeaningWording",
    "Meeting",
    "MeetingPaper",
    "MeetingState",
    "MeetingType",
    "Member",
    "MemberRole",
    "Merge",
    "Minutes",
    "MinutesPhase",
    "MinutesRevision",
    "Notice",
    "NoticeKind",
    "NoticeSort",
    "NoticeState",
    "Objective",
    "ObjectiveComment",
    "ObjectiveState",
    "Obligation",
    "ObligationKind",
    "PaperWording",
    "PartnerKind",
    "PartnerReference",
    "Partnership",
    "PartnershipKind",
    "PartnershipState",
    "Per",
    "Position",
    "Practice",
    "PracticeSource",
    "PracticeState",
    "PreventionPlan",
    "Profile",
    "Project",
    "ProjectBudget",
    "ProjectPhase",
    "ProjectResult",
    "ProjectRole",
    "ProjectRoleKind",
    "ProjectSector",
    "ProjectState",
    "ProjectTransaction",
    "Question",
    "QuestionAnswer",
    "QuestionKind",
    "RaisedPage",
    "Recommendation",
    "RecommendationType",
    "Registration",
    "RegistrationAnswer",
    "RegistrationForm",
    "RegistrationState",
    "Report",
    "ReportKind",
    "ResultKind",
    "Service",
    "Signature",
    "Source",
    "Step",
    "StepKind",
    "Subject",
    "TableImport",
    "Term",
    "Theme",
    "TransactionKind",
    "Uptake",
    "UptakeState",
    "ViewKind",
    "Wording",
    "WrongRefusal",
]
