pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The home screen: languages, three large tiles, and buttons that are needed less often.
ScreenFrame {
    id: home

    required property StaffModel staff
    required property Translator translator
    required property SyncStatus sync
    required property Branding branding
    required property Suggestions suggestions

    signal find
    signal programs
    signal spaces
    signal reservation
    signal suggest
    signal forStaff

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("home", "Welcome")
    introduction: I18n.trc("home", "{library}. Find books, programmes and spaces. For keypad help press {help}.", {library: staff.libraryName, help: Voice.helpKey})
    first: findDoor

    ScrollPane {
        id: pane

        anchors.fill: parent
        spacing: Theme.wideGap

        Image {
            objectName: "logo"
            source: home.branding.logo
            visible: home.branding.logo !== ""
            fillMode: Image.PreserveAspectFit
            horizontalAlignment: Theme.rightToLeft ? Image.AlignRight : Image.AlignLeft
            Layout.preferredHeight: Theme.mm(20)
            Layout.fillWidth: true
        }
        Heading {
            text: home.staff.libraryName
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: home.staff.branchLine
            visible: text !== ""
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        NoticeOfTheDay {
            objectName: "notice"
            text: home.branding.notice
            language: home.branding.noticeLanguage
            visible: text !== ""
            Layout.fillWidth: true
        }
        ReadableText {
            objectName: "data-age"
            text: home.sync.text
            visible: text !== ""
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        Flow {
            id: languages

            readonly property real tallest: Math.max(...children.map(child => child.implicitHeight))

            spacing: Theme.gap
            Layout.fillWidth: true

            Repeater {
                model: home.translator.choices

                Choice {
                    id: choice

                    required property string code
                    required property string name

                    objectName: "home-language-" + code
                    single: true
                    text: name
                    spoken: [Voice.phrase(name, code)]
                    least: Theme.target
                    height: languages.tallest
                    width: Math.min(implicitWidth, pane.width - Theme.wideGap * 2 - Theme.target)
                    checked: home.translator.language === code
                    onClicked: {
                        home.translator.language = choice.code;
                        choice.checked = Qt.binding(() => home.translator.language === choice.code);
                    }
                }
            }
        }
        GridLayout {
            columns: pane.width > pane.height * 1.6 && Theme.scale < 1.5 ? 3 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.wideGap
            uniformCellWidths: true
            Layout.fillWidth: true
            Layout.minimumHeight: columns === 1 ? pane.height * 0.56 : pane.height * 0.4

            HomeTile {
                id: findDoor

                objectName: "door-find"
                text: I18n.trc("home", "Search")
                about: I18n.trc("home", "Books, films, music and online titles")
                pictogram: "find"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.mm(56)
                onClicked: home.find()
            }
            HomeTile {
                objectName: "door-programs"
                text: I18n.trc("home", "Programmes")
                about: I18n.trc("home", "Classes, workshops and meetings for everyone")
                pictogram: "programs"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.mm(56)
                onClicked: home.programs()
            }
            HomeTile {
                objectName: "door-spaces"
                text: I18n.trc("home", "Spaces")
                about: I18n.trc("home", "Reserve a study room, the maker space or the hall")
                pictogram: "spaces"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.mm(56)
                onClicked: home.spaces()
            }
        }
        PushButton {
            objectName: "my-reservation"
            text: I18n.trc("home", "My reservation")
            hint: I18n.trc("home", "Check in or cancel with your code")
            pictogram: "calendar"
            centred: false
            Layout.fillWidth: true
            onClicked: home.reservation()
        }
        PushButton {
            objectName: "suggest"
            text: I18n.trc("suggestions", "Suggest to the library")
            hint: I18n.trc("suggestions", "A title that you miss, or a class")
            pictogram: "plus"
            centred: false
            visible: home.suggestions.isOpen
            Layout.fillWidth: true
            onClicked: {
                home.suggestions.begin("");
                home.suggest();
            }
        }
        PushButton {
            objectName: "for-staff"
            text: I18n.trc("home", "For staff")
            hint: I18n.trc("home", "Asks for the PIN")
            pictogram: "lock"
            quiet: true
            centred: false
            Layout.fillWidth: true
            onClicked: home.forStaff()
        }
    }
}
