package org.ckep.portal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What the pages of pairings have to say in each language. */
enum PairingWords {
    EN("en", """
            same-thing = Records of the same thing
            speaks-for-it = shared identifier, same investor (3), same host entity (3), same province (2), same sector (1)
            propose = Propose a pairing
            pairing = Pairing of records
            end = End of a pairing
            whole = the whole
            counted = Reports count the records of: Republic of Korea.
            not-yet = not yet
            undone = It can be undone only if four persons agree again.
            in-force = You have signed it: it is in force.
            why = Please say why
            choose-records = Please choose the records of the same thing
            choose-side = Please choose whose records count in reports
            part-needed = Please say which part each record is
            not-here = Something is missing here, or does not belong here
            paired = One of these records is paired already
            ended = This group has ended
            overtaken = The records have been paired or unpaired otherwise since this was drafted
            for-makers = For makers
            nothing-to-do = There is nothing for you to do here now.
            """),
    ZH("zh-Hans", """
            same-thing = 同一项目的记录
            speaks-for-it = 共同标识、投资方相同（3）、承接主体相同（3）、省级地区相同（2）、行业相同（1）
            propose = 提出配对
            pairing = 同一项目记录的配对
            end = 解除配对
            whole = 整体
            counted = 报表计入的记录方：韩国。
            not-yet = 尚未签署
            undone = 只有再经四人同意方可撤销
            in-force = 您已签署，现已生效。
            why = 请说明理由
            choose-records = 请选择属于同一项目的记录
            choose-side = 请选择报表计入哪一方的记录
            part-needed = 请注明各记录为哪一部分
            not-here = 此处填写不完整或多余
            paired = 其中一项记录已有配对
            ended = 此配对已解除
            overtaken = 起草后这些记录已另行配对或解除配对
            for-makers = 仅供经办员使用
            nothing-to-do = 目前没有需要您办理的事项。
            """),
    KO("ko", """
            same-thing = 같은 사업의 기록
            speaks-for-it = 공통 식별자, 투자자 일치(3), 유치 기관 일치(3), 광역 지역 일치(2), 업종 일치(1)
            propose = 짝짓기 제안
            pairing = 같은 사업 기록의 짝짓기
            end = 짝짓기 해제
            whole = 전체
            counted = 보고서에 집계하는 측: 대한민국.
            not-yet = 아직 없음
            undone = 다시 네 사람이 합의해야만 되돌릴 수 있습니다
            in-force = 서명했습니다. 효력이 생겼습니다.
            why = 이유를 쓰십시오
            choose-records = 같은 사업의 기록을 선택하십시오
            choose-side = 보고서에 집계할 측을 선택하십시오
            part-needed = 각 기록이 어느 부분인지 쓰십시오
            not-here = 내용이 빠졌거나 여기에 맞지 않습니다
            paired = 이 기록 중 하나는 이미 짝지어져 있습니다
            ended = 이 짝짓기는 이미 해제되었습니다
            overtaken = 작성 후 이 기록들이 다르게 짝지어지거나 해제되었습니다
            for-makers = 작성자 전용
            nothing-to-do = 지금 귀하가 할 일은 없습니다.
            """);

    /** Of the language in addresses. */
    final String tag;

    private final Properties words = new Properties();

    PairingWords(String tag, String words) {
        this.tag = tag;
        try {
            this.words.load(new StringReader(words));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String say(String what) {
        return Objects.requireNonNull(words.getProperty(what), what);
    }
}
