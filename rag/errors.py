"""Everything that On Record raises on purpose.

OnRecordError                  one sentence: what, where, and the remedy
├── InputError                 what the caller passed cannot be used
│   ├── QuestionError          an empty or overlong question, an unusable filter
│   ├── SourceError            a file or address that cannot be read as a readout
│   └── UnknownReadoutError    no readout has that id
├── SettingsError              a setting is unknown or has an unusable value
├── MissingPartError           a configured part is not installed; names the extra
├── ModelError                 a model that is missing, damaged, not the accepted one, or does not answer
└── StoreError                 the data directory
    ├── LockedError            another process is writing
    ├── EmptyLibraryError      nothing has been ingested
    ├── NotWritableError       the data directory cannot be written
    ├── NewerVersionError      written by a later version of On Record
    └── DamagedError           a part of the store is broken; names the command that mends it
"""


class OnRecordError(Exception):
    """The base of all; its text is fit to be shown to a user."""


class InputError(OnRecordError):
    """What the caller passed cannot be used."""


class QuestionError(InputError):
    """The question or one of its filters cannot be used."""


class SourceError(InputError):
    """A file or an address cannot be read as a readout."""


class UnknownReadoutError(InputError):
    """No readout has that id."""


class SettingsError(OnRecordError):
    """A setting is unknown or has an unusable value."""


class MissingPartError(OnRecordError):
    """A configured part is not installed."""


class ModelError(OnRecordError):
    """A model is missing, damaged, not the accepted one, or does not answer."""


class StoreError(OnRecordError):
    """The data directory cannot be used as it is."""


class LockedError(StoreError):
    """Another process is writing to this data directory."""


class EmptyLibraryError(StoreError):
    """Nothing has been ingested into this data directory."""


class NotWritableError(StoreError):
    """The data directory cannot be written."""


class NewerVersionError(StoreError):
    """The data directory was written by a later version."""


class DamagedError(StoreError):
    """A part of the store is broken."""
