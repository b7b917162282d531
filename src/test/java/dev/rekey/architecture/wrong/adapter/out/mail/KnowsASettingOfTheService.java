package dev.rekey.architecture.wrong.adapter.out.mail;

import dev.rekey.architecture.wrong.config.Settings;

/// Wrong: a driven adapter is told what it needs by the wiring.
record KnowsASettingOfTheService(Settings settings) {}
